"""What Quorum is made of besides its own code: the locked packages, their licences and known advisories."""
