import os

host = os.environ["APP_HOST_THAT_IS_NOT_SET"]
