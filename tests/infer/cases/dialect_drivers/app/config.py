import os


class Settings:
    string_length = int(os.environ.get('STRING_LENGTH', '40'))


settings = Settings()
