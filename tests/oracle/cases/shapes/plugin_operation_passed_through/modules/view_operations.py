from alembic.operations import MigrateOperation, Operations


@Operations.register_operation('make_view')
class MakeView(MigrateOperation):
    def __init__(self, name, query):
        self.name = name
        self.query = query

    @classmethod
    def make_view(cls, operations, name, query):
        return operations.invoke(cls(name, query))


@Operations.implementation_for(MakeView)
def make_view(operations, operation):
    operations.execute(f'CREATE VIEW {operation.name} AS {operation.query}')
