[ nothing ];
