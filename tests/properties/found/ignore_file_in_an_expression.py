#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Таблица с вектором — «тест» 🙂

Revision ID: c2a03342c795
Revises:
Create Date: 2019-03-04 05:06:07.080910

"""
from alembic import op
import sqlalchemy as sa


revision = 'c2a03342c795'
down_revision = None


def upgrade():
    # 🙂 комментарий
    op.create_table(
        'документ',
        sa.Column('номер', sa.Integer(), primary_key=True),
        sa.Column('вектор', pgvector.sqlalchemy.vector.VECTOR(dim=3), nullable=True, comment='смысл 🙂'),
        sa.Column('имя', sqlmodel# rectify: ignore-file[pgvector]
.sql.sqltypes.AutoString(length=30), server_default='без имени', nullable=False),
    )


def downgrade():
    op.drop_table('документ')
