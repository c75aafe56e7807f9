export const importKeys = {
  all: ['imports'] as const,
  list: ['imports', 'list'] as const,
  formats: ['imports', 'formats'] as const,
};
