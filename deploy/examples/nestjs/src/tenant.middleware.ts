import { Injectable, type NestMiddleware } from '@nestjs/common';
import { context, propagation } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import type { NextFunction, Request, Response } from 'express';
import { Histogram, register } from 'prom-client';

/** The promises of the packs `saas-core` and `api` need these edges: 0.2, 0.5 and 2 seconds. */
const requests = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Duration of requests by tenant, operation and status.',
  labelNames: ['tenant', 'operation', 'status'],
  buckets: [0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 1, 2, 5],
});

/** What is promised differs by what is done; not by route, of which there are too many. */
function operation(request: Request): string {
  if (request.header('x-client') === 'mobile') return 'mobile';
  if (request.path.startsWith('/dashboard')) return 'dashboard';
  return request.method === 'POST' ? 'creation' : 'other';
}

/** Whose request it is: from the host here (acme.example.com), from the session or the token elsewhere. */
function tenantOf(request: Request): string | undefined {
  return request.header('x-tenant') ?? request.hostname.split('.')[0];
}

@Injectable()
export class TenantMiddleware implements NestMiddleware {
  use(request: Request, response: Response, next: NextFunction): void {
    const tenant = tenantOf(request);
    if (!tenant) return next();
    // The request's span has begun already, and is not the active one here; those below it get the tenant from the baggage.
    getRPCMetadata(context.active())?.span.setAttribute('tenant.id', tenant);
    const end = requests.startTimer({ tenant, operation: operation(request) });
    response.once('finish', () => end({ status: response.statusCode }));
    const baggage = (propagation.getActiveBaggage() ?? propagation.createBaggage()).setEntry('tenant.id', {
      value: tenant,
    });
    context.with(propagation.setBaggage(context.active(), baggage), next);
  }
}

export const exposition = () => register.metrics();
