import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { type Permission } from './permission.js';

export const PERMISSION_KEY = 'parallax:permission';
export const PUBLIC_KEY = 'parallax:public';

/** Names the permission that a route needs; it is also written into the API document as `x-permission`. */
export function Authenticated(permission: Permission): MethodDecorator {
  return applyDecorators(SetMetadata(PERMISSION_KEY, permission), ApiExtension('x-permission', permission));
}

/** Marks a route that anyone may call: health checks for a load balancer. */
export function Public(): MethodDecorator {
  return SetMetadata(PUBLIC_KEY, true);
}
