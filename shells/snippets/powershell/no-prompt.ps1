# The prompt stays as it is: what else happens before a line happens when it is read.
