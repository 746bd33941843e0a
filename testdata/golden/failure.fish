[ aws-runas = failed ];
