const { spawn } = require('child_process');

class Runner {
  constructor(options) {
    this.options = Object.assign({ shell: true }, options);
    if (!options.file) {
      console.error('no file');
      process.exit(1); // bad exit: a library
    }
  }

  run(task) {
    this.child = spawn(task.file, task.args, { stdio: 'inherit' }); // fine check: listeners on the property
    this.child.on('error', (error) => this.fail(error));
    this.child.on('close', (code) => this.done(code));
  }

  runDetached(task) {
    const child = spawn(task.file, task.args, { detached: true, stdio: 'ignore' }); // bad check: no error listener
    child.unref();
  }

  fail(error) {
    console.error(error);
    process.exit(1); // bad exit: a library
  }

  done(code) {
    this.code = code;
  }
}

module.exports = { Runner };
