"""What a department enters, what a form asks, and the values that pass from stage to stage."""
