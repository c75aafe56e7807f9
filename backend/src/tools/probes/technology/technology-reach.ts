import { type HttpTranscript } from '../../http-transcript/http-transcript.js';
import { type Reach } from '../../http-transcript/http-verdict.js';

/** How far technologies were looked for: never in full, for software may keep silent about itself. */
export function technologyReach(transcript: HttpTranscript): Reach[] {
  const unanswered = transcript.unanswered.map(({ path, reason }) => `${path}: ${reason}`);
  const broken = transcript.answers.flatMap(({ path, bodyState }) =>
    bodyState.kind === 'broken' ? [`${path}: its answer broke off: ${bodyState.reason}`] : [],
  );
  const scripts = transcript.start?.profile === 'quick' ? ', and the quick profile does not look into scripts' : '';
  return [
    {
      family: 'http.technology',
      gaps: [...unanswered, ...broken],
      leftOut: `only software that shows itself is recognised${scripts}`,
      nothing: transcript.answers.length === 0,
    },
  ];
}
