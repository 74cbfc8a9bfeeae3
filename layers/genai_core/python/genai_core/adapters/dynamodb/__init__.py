"""Records in Amazon DynamoDB; the tables are those of `lambdas.catalogue.tables`."""
