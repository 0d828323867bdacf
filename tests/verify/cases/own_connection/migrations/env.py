import psycopg

psycopg.connect("postgresql://app:hidden@127.0.0.1:1/app")
