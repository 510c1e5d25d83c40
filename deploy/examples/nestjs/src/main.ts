import 'reflect-metadata';
import {
  Controller,
  Get,
  Header,
  InternalServerErrorException,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  Post,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { exposition, TenantMiddleware } from './tenant.middleware';

@Controller()
class Orders {
  @Post('orders')
  create() {
    return { id: 1 };
  }

  @Get('dashboard')
  dashboard() {
    return { orders: 1 };
  }

  @Get('broken')
  broken() {
    throw new InternalServerErrorException();
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4')
  metrics() {
    return exposition();
  }
}

@Module({ controllers: [Orders] })
class Application implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(TenantMiddleware).exclude('metrics').forRoutes('{*path}');
  }
}

async function main(): Promise<void> {
  const application = await NestFactory.create(Application, { logger: ['error', 'warn'] });
  await application.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
}

void main();
