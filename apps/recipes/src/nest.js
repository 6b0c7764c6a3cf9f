import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createShutdownManager } from '@childproof/shutdown-manager';

class HelloController {
  hello() {
    return 'hello\n';
  }
}
// What the decorators @Controller(), @Get() and @Module() do in TypeScript.
Controller()(HelloController);
Get()(HelloController.prototype, 'hello', Object.getOwnPropertyDescriptor(HelloController.prototype, 'hello'));
class AppModule {}
Module({ controllers: [HelloController] })(AppModule);

const shutdown = createShutdownManager({ deadlineMs: 25_000 });
const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
app.use('/ready', shutdown.readiness());

// Without app.enableShutdownHooks(): it would close the application under the requests.
shutdown.add('http', app.getHttpServer());
shutdown.add('nest', () => app.close(), { phase: 'cleanup' }); // onModuleDestroy and its like
await app.listen(Number(process.env.PORT ?? 8080));
console.log(`port ${app.getHttpServer().address().port}`);
