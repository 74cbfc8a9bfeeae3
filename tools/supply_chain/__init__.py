"""The locked packages, their licences and known advisories."""
