<?php
$file = __DIR__ . "/files/guests.txt";
if (isset($_POST["guest"])) {
    file_put_contents($file, $_POST["guest"] . "\n", FILE_APPEND) or http_response_code(500);
}
echo is_file($file) ? file_get_contents($file) : "";
