"""The form studio: where functioneel beheer makes, tries and publishes forms."""
