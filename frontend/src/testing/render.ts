import { type Type } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideTanStackQuery, QueryClient } from '@tanstack/angular-query-experimental';
import { FakeApi } from './fake-api';

/** A rendered page with what a test looks at and works on. */
export interface Rendered<Page> {
  readonly fixture: ComponentFixture<Page>;
  readonly element: HTMLElement;
  /** The visible text with single spaces. */
  text(): string;
  /** The button with this text or label. */
  button(name: string): HTMLButtonElement;
}

/** Renders a page or a part with the server of the test and fresh queries. */
export function render<Page>(
  page: Type<Page>,
  inputs: Record<string, unknown> = {},
  api = new FakeApi(),
): Rendered<Page> {
  TestBed.configureTestingModule({
    providers: [
      api.provide(),
      provideRouter([{ path: '**', children: [] }]),
      provideTanStackQuery(new QueryClient({ defaultOptions: { queries: { retry: false } } })),
    ],
  });
  const fixture = TestBed.createComponent(page);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  fixture.autoDetectChanges();
  const element = fixture.nativeElement as HTMLElement;
  return {
    fixture,
    element,
    text: () => element.textContent.replace(/\s+/g, ' ').trim(),
    button: (name) => buttonNamed(element, name),
  };
}

export function buttonNamed(element: ParentNode, name: string): HTMLButtonElement {
  const buttons = [...element.querySelectorAll('button')];
  const named = buttons.find(
    (button) => button.getAttribute('aria-label') === name || button.textContent.trim() === name,
  );
  if (named === undefined) throw new Error(`There is no button ${name}.`);
  return named;
}

export function typeInto(element: HTMLElement, selector: string, text: string): void {
  const field = element.querySelector<HTMLInputElement>(selector);
  if (field === null) throw new Error(`There is no field ${selector}.`);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @throws when there is no such part */
export function existing(where: ParentNode, selector: string): HTMLElement {
  const part = where.querySelector<HTMLElement>(selector);
  if (part === null) throw new Error(`There is no ${selector}.`);
  return part;
}
