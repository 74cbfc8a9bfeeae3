"""Whether an environment can be deployed: what the checkout says, and what the account says."""
