import pyuca

from taxonomy.collation import Collator

# Before django_countries makes the one that the site has, for its own lists and for the order of names.
pyuca.Collator = Collator
