const { exec, execSync, execFile } = require('child_process');
const express = require('express');
const { quote } = require('shell-quote');

const app = express();
const REPO_ROOT = '/srv/repos';
const BRANCHES = ['main', 'staging'];

app.post('/deploy', (req, res) => {
  const { branch, repo } = req.body;
  exec(`cd ${REPO_ROOT}/${repo} && git checkout ${branch}`, (err, stdout) => { // bad exec: values of the request
    if (err) return res.status(500).send(err.message);
    res.send(stdout);
  });
});

app.post('/deploy-safe', (req, res) => {
  const { branch } = req.body;
  if (!BRANCHES.includes(branch)) return res.status(400).end();
  exec(`cd ${REPO_ROOT} && git checkout ${branch}`, (err, stdout) => { // fine exec: one of a list
    if (err) return res.status(500).send(err.message);
    res.send(stdout);
  });
});

app.get('/log/:n', (req, res) => {
  const n = Number.parseInt(req.params.n, 10);
  const out = execSync(`git -C ${REPO_ROOT} log -n ${n}`); // fine exec: a number
  res.send(out);
});

app.get('/blame', (req, res) => {
  const file = req.query.file;
  exec('git blame ' + file, (err, stdout) => res.send(stdout)); // bad exec: value of the request // bad check: error not looked at
});

app.get('/quoted', (req, res) => {
  exec('git blame ' + quote([req.query.file]), (err, out) => (err ? res.sendStatus(500) : res.send(out))); // fine exec: quoted
});

app.get('/notify', (req, res) => {
  exec(`notify-send "${req.query.text.replace(/"/g, '\\"')}"`); // bad exec: escaping quotes is not enough // bad check: nobody listens
  res.end();
});

app.get('/archive', (req, res) => {
  execFile('git', ['archive', '--format=zip', req.query.ref], { encoding: 'buffer' }, (err, zip) => { // fine exec: no shell
    if (err) {
      res.sendStatus(500);
      return;
    }
    res.send(zip);
  });
});

app.get('/panic', (req, res) => {
  res.end('bye');
  process.exit(1); // bad exit: in a request
});

const server = app.listen(process.env.PORT, () => console.log('up'));
server.on('error', (err) => {
  console.error('could not listen', err);
  process.exit(1); // fine exit: failed start
});

process.on('SIGTERM', () => {
  server.close(() => {
    process.exit(0); // fine exit: after close
  });
});
process.on('SIGINT', () => {
  console.log('interrupted');
  process.exit(130); // bad exit: requests in flight
});
