[[ nothing ]];
