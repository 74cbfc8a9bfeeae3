"""`config.json`: what each environment deploys."""
