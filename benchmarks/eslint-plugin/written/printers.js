const { exec, spawn } = require('child_process');
const os = require('os');

const isWindows = process.platform === 'win32';
const LIST = isWindows ? 'wmic printer get name' : 'lpstat -p';

module.exports.list = function list(cb) {
  exec(LIST, (err, stdout) => { // fine exec: constants
    if (err) { cb(err); return; }
    cb(null, stdout.split(os.EOL));
  });
};

module.exports.print = function print(file, options, cb) {
  var args = ['lp'];
  if (options.printer) args.push('-d', options.printer);
  if (options.copies) args.push('-n', parseInt(options.copies));
  args.push(file);
  exec(args.join(' '), cb); // bad exec: a file name and a printer
};

module.exports.cancel = function cancel(id, cb) {
  if (!/^[a-zA-Z0-9_-]+$/.test(id)) return cb(new Error('bad id'));
  exec('cancel ' + id, cb); // fine exec: checked
};

module.exports.status = function status(printer, cb) {
  var name = printer.replace(/[^\w-]/g, '');
  exec('lpstat -p ' + name, cb); // fine exec: nothing but plain characters is left
};

module.exports.preview = function preview(file) {
  var viewer = { darwin: 'open', win32: 'start', linux: 'xdg-open' }[process.platform];
  return exec(viewer + ' "' + file + '"'); // bad exec: a file name in double quotes // fine check: returned
};

module.exports.raw = function raw(file, cb) {
  var lp = spawn('lp', ['-o', 'raw', file]); // bad check: no error listener
  lp.on('exit', function (code) {
    cb(code === 0 ? null : new Error('lp: ' + code));
  });
};

module.exports.restart = function restart(cb) {
  var cmd = 'systemctl';
  cmd += ' restart';
  cmd += ' cups';
  exec(cmd, cb); // fine exec: constants
};

module.exports.drivers = function drivers(make, cb) {
  spawn('sh', ['-c', 'lpinfo -m | grep "$1"', 'sh', make]) // fine exec: an argument of the script
    .on('error', cb)
    .on('close', (code) => cb(code ? new Error('grep') : null));
  spawn('sh', ['-c', 'lpinfo -m | grep ' + make], { stdio: 'inherit' }).on('error', cb).on('close', cb); // bad exec: a make
};

module.exports.kill = function (pid, signal) {
  exec('kill -9 ' + pid, function (e) { if (e) console.error(e); }); // fine exec: a pid
};
