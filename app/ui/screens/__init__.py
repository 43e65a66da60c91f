"""The screens, one file each, in the order of the navigation (`SCREENS` in `screens/pages.py`)."""
