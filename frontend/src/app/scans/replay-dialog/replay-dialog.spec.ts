import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { anEndpoint, aReplay } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi, Refusal } from '../../../testing/fake-api';
import { render, type Rendered } from '../../../testing/render';
import { type Replay } from '../../api/generated/model/replay';
import { ReplayDialog } from './replay-dialog';

const PREVIEW = 'POST /api/v1/runs/run-1/replay';
const APPLY = 'POST /api/v1/runs/run-1/replay/apply';

const DIFFERENT = aReplay({
  after: 3,
  added: {
    count: 1,
    items: [{ weakness: 'w', rule: 'telnet', title: 'Telnet is open', endpoint: anEndpoint(23), severity: 'high' }],
  },
});

describe(ReplayDialog.name, () => {
  let api: FakeApi;
  let closedWith: Replay | undefined;

  beforeEach(() => {
    closedWith = undefined;
    api = new FakeApi().on(PREVIEW, () => DIFFERENT);
    TestBed.configureTestingModule({
      providers: [
        { provide: MAT_DIALOG_DATA, useValue: { runId: 'run-1', tool: 'nmap' } },
        { provide: MatDialogRef, useValue: { close: (applied: Replay) => (closedWith = applied) } },
      ],
    });
  });

  afterEach(() => localStorage.clear());

  function open(): Rendered<ReplayDialog> {
    return render(ReplayDialog, {}, api);
  }

  it('shows what would change, and changes nothing by itself', async () => {
    const dialog = open();

    await eventually(() => expect(dialog.text()).toContain('2 observations then, 3 now.'));
    expect(dialog.text()).toContain('New (1)');
    expect(dialog.text()).toContain('Telnet is open http://192.0.2.10:23');
    expect(api.asked(APPLY)).toHaveLength(0);
  });

  it('offers nothing to apply when nothing differs', async () => {
    api.on(PREVIEW, () => aReplay());

    const dialog = open();

    await eventually(() => expect(dialog.text()).toContain('Nothing differs'));
    expect(() => dialog.button('Apply')).toThrow();
    expect(dialog.button('Close')).toBeDefined();
  });

  it('applies exactly what it has shown, in the name that is known, and closes with it', async () => {
    localStorage.setItem('parallax.authorised-by', 'Anna');
    api.on(APPLY, () => ({ ...DIFFERENT, appliedAt: '2026-01-01T00:00:00.000Z' }));
    const dialog = open();

    (await eventually(() => dialog.button('Apply'))).click();

    await eventually(() => expect(closedWith?.appliedAt).toBe('2026-01-01T00:00:00.000Z'));
    expect(api.asked(APPLY).map(({ body }) => body)).toEqual([{ previewDigest: 'digest-1', by: 'Anna' }]);
  });

  it('says when what was shown is no longer true, and shows it anew', async () => {
    api.on(APPLY, () => new Refusal(409, 'Preview anew.'));
    const dialog = open();
    (await eventually(() => dialog.button('Apply'))).click();
    await eventually(() => expect(dialog.text()).toContain('Preview anew.'));
    expect(() => dialog.button('Apply')).toThrow();

    dialog.button('Try again').click();

    await eventually(() => expect(api.asked(PREVIEW)).toHaveLength(2));
    await eventually(() => expect(dialog.button('Apply')).toBeDefined());
    expect(closedWith).toBeUndefined();
  });

  it('says why an output cannot be read again', async () => {
    api.on(PREVIEW, () => new Refusal(409, 'Only part of the output was kept.'));

    const dialog = open();

    await eventually(() => expect(dialog.text()).toContain('Only part of the output was kept.'));
  });
});
