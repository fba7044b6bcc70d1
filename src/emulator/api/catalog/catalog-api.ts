import { type Hono } from 'hono'
import { type Instance } from '../../instance.js'
import { type ApiEnv } from '../api-env.js'
import { addBrowseRoutes } from './browse-routes.js'
import { addOrderRoutes } from './order-routes.js'
import { addWishlistRoutes } from './wishlist-routes.js'

/** The Service Catalog API: `/api/sn_sc[/v1]/servicecatalog/…`. */
export function addCatalogApi(app: Hono<ApiEnv>, instance: Instance): void {
  addBrowseRoutes(app, instance)
  addOrderRoutes(app, instance)
  addWishlistRoutes(app, instance)
}
