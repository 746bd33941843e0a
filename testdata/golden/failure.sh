(exit 2);
