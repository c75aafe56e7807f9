export const toolKeys = { list: ['tools'] as const };
