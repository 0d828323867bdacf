from functools import lru_cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env")

    embedding_dim: int = Field(default=11, gt=0)
    small_dim: int = 3


@lru_cache
def get_settings() -> Settings:
    return Settings()


settings = get_settings()
