export { activeResources } from './resources/active-resources.js';
export { formatResources } from './resources/format.js';
export type { ActiveResource, Origin, ResourceKind } from './resources/resource.js';
