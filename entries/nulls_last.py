from django.db.models import Index
from django.db.models.expressions import OrderBy


class NullsLastIndex(Index):
    """An index that keeps the unknown last in a descending column, on either database.

    SQLite does so by itself, and refuses an index that says it.
    """

    def create_sql(self, model, schema_editor, using="", **kwargs):
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using=using, **kwargs)
        plain = [
            OrderBy(part.expression, descending=part.descending) if isinstance(part, OrderBy) else part
            for part in self.expressions
        ]
        return Index(*plain, name=self.name).create_sql(model, schema_editor, using=using, **kwargs)
