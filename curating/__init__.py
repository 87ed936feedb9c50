from tablib.formats import registry

# django-import-export looks whether tablib can have workbooks, and all of openpyxl comes along: 5 MB of each worker,
# for the few who want one. The site reads and writes them itself, so tablib need not.
registry.register("xlsx", None)
