"""What a deployment costs, from its synthesised templates and a dated table of list prices."""
