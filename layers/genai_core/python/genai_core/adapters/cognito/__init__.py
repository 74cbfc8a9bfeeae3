"""Sign-in by Amazon Cognito."""
