"""The sections of an entry's page in the admin, from what its fields declare."""


def fieldset_of(fields, name, title, description=""):
    """Return the fieldset with the fields of a section. fields: the EntryFields of a kind."""
    options = {"fields": fields.names("admin", name)}
    return title, options | ({"description": description} if description else {})
