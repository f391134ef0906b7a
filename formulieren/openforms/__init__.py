"""Reading an export of Open Forms: everything in it becomes ours, or is named with the reason why not."""

from formulieren.openforms.invoer import Import, lees_export
from formulieren.openforms.verslag import Uitkomst, Verslag

__all__ = ["Import", "Uitkomst", "Verslag", "lees_export"]
