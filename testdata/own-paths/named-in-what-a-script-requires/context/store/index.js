exports.path = '/var/lib/meter/store/db';
