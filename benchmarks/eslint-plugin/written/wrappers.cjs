'use strict';
const cp = require('node:child_process');
const path = require('path');

function git(args, cwd) {
  return new Promise((resolve, reject) => {
    cp.execFile('git', args, { cwd }, (error, stdout) => (error ? reject(error) : resolve(stdout.trim()))); // fine check: rejects
  });
}

function sh(command) {
  return cp.execSync(command, { encoding: 'utf8' }).trim();
}

function runQuiet(command, callback) {
  cp.exec(command, { timeout: 5000 }, (error, stdout, stderr) => callback(error, stdout)); // fine check: passed on
}

exports.version = () => sh('git describe --tags');
exports.checkout = (ref) => sh(`git checkout ${ref}`); // bad exec: through a wrapper
exports.count = (n) => sh('git rev-list --max-count=' + Number(n) + ' HEAD'); // fine exec: a number
exports.size = (dir, done) => runQuiet('du -s ' + dir, done); // bad exec: through a wrapper
exports.home = (done) => runQuiet(`du -s ${path.join(__dirname, '..')}`, done); // fine exec: the program's own place
exports.show = (ref) => git(['show', ref]);

const start = (script) => {
  const child = cp.fork(path.resolve(__dirname, script));
  return child;
};
start('a.js').on('exit', (code) => console.log(code)); // fine check: exit heard

function launch() {
  return cp.spawn('ping', ['localhost']); // bad check: its only caller drops it
}
launch();

cp.exec('du -s /var/log', function (err, out) { // bad check: error not looked at
  console.log(out);
});
cp.exec('du -s /var/log', function () { // fine check: arguments handed on
  console.log.apply(console, arguments);
});
cp.exec('sync', done); // fine check: a function that looks at it
function done(error) {
  if (error) throw error;
}
cp.exec('sync', finished); // bad check: a function that does not look at it
function finished() {
  console.log('finished');
}
