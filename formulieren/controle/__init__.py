"""What is wrong with the definition of a form: everything at once, before it can be published."""

from formulieren.controle.gebrek import Gebrek
from formulieren.controle.geheel import gebreken

__all__ = ["Gebrek", "gebreken"]
