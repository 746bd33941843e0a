(\builtin exit 2 && [[ builtin = function ]]);
