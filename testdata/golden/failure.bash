(\builtin exit 2 && [[ exit = other ]]);
