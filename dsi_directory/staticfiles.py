from whitenoise.storage import CompressedManifestStaticFilesStorage

# A module of ours names another as "./name.js".
MODULE = (r'(?P<matched>"(?P<url>\./[\w-]+\.js)")', '"%(url)s"')


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Static files with the hash of their content in their names, also where a module of ours imports another.

    Django's own support for modules would rewrite those of libraries as well, which name files that they do not ship.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (MODULE,)))
