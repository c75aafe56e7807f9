export const targetKeys = { preview: (text: string) => ['targets', 'preview', text] as const };
