#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    """Run the command with the settings of the environment; without any, those of production."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mijnportaal.settings.base")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
