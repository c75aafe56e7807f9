import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PermissionNotNamedError } from './auth.errors.js';
import { PERMISSION_KEY, PUBLIC_KEY } from './authenticated.decorator.js';
import { type Permission } from './permission.js';

/**
 * Lets a call through when its route names a permission. The server listens on loopback only, where its operator holds every
 * permission; a route that names none stays shut.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.get<boolean | undefined>(PUBLIC_KEY, context.getHandler())) return true;

    const permission = this.reflector.get<Permission | undefined>(PERMISSION_KEY, context.getHandler());
    if (permission !== undefined) return true;
    throw new PermissionNotNamedError(`${context.getClass().name}.${context.getHandler().name}`);
  }
}
