<?php
file_put_contents('/var/lib/site/visits', "seen\n", FILE_APPEND);
echo 'visits: ', count(file('/var/lib/site/visits')), "\n";
