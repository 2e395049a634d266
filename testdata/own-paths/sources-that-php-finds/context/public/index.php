<?php
$settings = ["upload_path" => "/srv/uploads", "pages" => "/pages"];
$cacheDir = __DIR__ . '/cache';
