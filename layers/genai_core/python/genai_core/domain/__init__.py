"""Values and pure algorithms: true without any computer outside this process."""
