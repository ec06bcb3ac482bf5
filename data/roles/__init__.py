"""What people may do with the plans of a province, and the links that give it to them."""
