"""What all adapters of AWS services share."""
