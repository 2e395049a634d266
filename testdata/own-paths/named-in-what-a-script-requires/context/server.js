const store = require('./store');
const config = require('./settings.json');
