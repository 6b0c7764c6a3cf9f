// What a module that a file imports tells about the program.

/** Importing one of these is serving requests, or taking jobs from a queue. */
export const SERVER_FRAMEWORKS = new RegExp(
  [
    String.raw`^(express|fastify|koa|hapi|restify|polka|connect|h3|elysia|hono|micro|moleculer|sails|egg|feathers|socket\.io|uWebSockets\.js|nuxt|graphql-yoga|next(/.+)?)$`,
    String.raw`^(bullmq|bull|bee-queue|agenda|pg-boss|graphile-worker|kue|node-resque|amqplib(/.+)?|amqp-connection-manager|kafkajs|kafka-node|node-rdkafka|nats|mqtt|sqs-consumer|grpc)$`,
    String.raw`^(smtp-server|ldapjs|dns2|aedes|mosca|node-opcua|osc|node-osc|hap-nodejs|jayson|primus|sockjs|faye)$`,
    String.raw`^(apollo-server|fastify|koa|express|firebase-functions|seneca)[-/].+$`,
    String.raw`^@(fastify|koa|hono|elysiajs|grpc|feathersjs|adonisjs|loopback|medusajs|remix-run|bull-board)/(?!cli|dev).+$`,
    String.raw`^@(hapi/hapi|nestjs/(?!cli|schematics).+|apollo/server.*|trpc/server.*|sveltejs/kit.*|react-router/node|azure/functions|temporalio/worker)$`,
    String.raw`^@(aws-sdk/client-sqs|google-cloud/(pubsub|functions-framework))$`,
  ].join('|'),
);
/** Answers whoever has started it, on its own input and output: an editor, an assistant. */
export const SPEAKS_TO_PARENT = /^(vscode-languageserver(\/.+)?|(@vscode\/|vscode-)debugadapter|@modelcontextprotocol\/sdk\/server(\/.+)?|@modelcontextprotocol\/server)$/;
/** Works at certain times, or when the other side says so, for as long as it runs. */
export const SCHEDULERS = /^(node-cron|cron|node-schedule|croner|bree|toad-scheduler|@nestjs\/schedule|socket\.io-client)$/;
/** A bot answers a chat as a server answers requests. */
export const BOTS = /^(discord\.js|eris|oceanic\.js|telegraf|grammy|node-telegram-bot-api|whatsapp-web\.js|baileys|venom-bot|tmi\.js|botbuilder|matrix-bot-sdk|mineflayer|hubot|irc|irc-framework|node-irc|node-xmpp-client|twitch-js)$|^@(slack\/bolt|whiskeysockets\/baileys|wppconnect-team\/wppconnect|adiwajshing\/baileys|sapphire\/framework)$/;
/** These only give what a server is made of; the file must also start one. */
export const SERVER_PARTS = /^(http|https|http2|net|tls|dgram|ws)$/;
/** Anything that a server can be made with. */
export const SERVES = new RegExp(`${SERVER_FRAMEWORKS.source}|${SERVER_PARTS.source}`);
/** Reads what stands on a command line, or asks whoever sits before it. */
export const COMMAND_LINE =
  /^(commander|yargs|yargs-parser|cac|meow|sade|clipanion|minimist|mri|arg|command-line-args|inquirer|prompts|enquirer|ora|citty|gluegun|caporal|vorpal|listr2?)$|^@(oclif|inquirer|clack|commander-js|drizzle-team\/brocli)(\/.*)?$/;
export const TEST_RUNNERS = /^(vitest|mocha|ava|tap|tape|uvu|jest|test|@jest\/globals|@playwright\/test)$/;
/** Whoever loads it goes on running: an editor, a bundler, a hub of a house. Imported for its types, as plug-ins do. */
export const HOSTS =
  /^(webpack|vite|rollup|esbuild|parcel|gulp-util|plugin-error|through2|loader-utils|schema-utils|vscode|atom|obsidian|homebridge|probot|hexo|metalsmith|karma|serverless|postcss|stylelint|figma|homey|node-red|fastify-plugin|@(nx\/devkit|angular-devkit\/.+|babel\/core|rollup\/pluginutils|docusaurus\/types|nuxt\/kit|astrojs\/.+|figma\/.+))$/;
